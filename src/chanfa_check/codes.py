"""Every stable code that a finding or a problem can carry: what it means, and what to do about it, in Chinese.

The advice beside a finding and the page of `chanfa-check explain CODE` are made of the same lines.
"""

from __future__ import annotations

from msgspec import Struct

from chanfa_check.model import Status


class Code(Struct, frozen=True):
    """What a code stands for. `advice` is "" where nothing need be done."""

    title: str
    meaning: str
    advice: str = ""


STATUSES: dict[Status, str] = {
    Status.MET: "已到期的要求都已达到；下一个目标也已达到的，显示“提前完成”。",
    Status.ON_TRACK: "下一个目标还没有到期，填报值不低于序时进度。",
    Status.BEHIND: "下一个目标还没有到期，填报值低于序时进度。黄灯、红灯看落后多少，界限写在分工表里。",
    Status.UNMET: "要求已经到期，没有达到。",
    Status.MISSING: "本单位牵头的任务没有填报，或缺少判定所需的上年值、分项。空白不当作零。",
    Status.INVALID: "填报值看不懂、前后矛盾，或有两种读法。改正后重新检查。",
    Status.REVIEW: "没有数字要求，已有说明，由人判断。",
    Status.NOT_DUE: "目前没有到期的要求，也没有可比的序时进度。",
    Status.NO_TARGET: "时期在任务责任分工表的年份之外，不沿用最后一年的目标。",
}
"""What each verdict means."""

CODES: dict[str, Code] = {
    # Verdicts
    "met": Code("达标", "已到期的要求都已达到。"),
    "met-early": Code("提前完成", "下一个目标还没有到期，已经达到。"),
    "on-track": Code("进度正常", "下一个目标还没有到期，填报值不低于序时进度。"),
    "behind-pace": Code(
        "滞后",
        "下一个目标还没有到期，但填报值低于序时进度。序时进度在两个目标之间按整月画直线；落后较多的亮红灯，其余亮黄灯。",
        "分析滞后原因，在“下一步打算”写明赶上进度的措施和时间。",
    ),
    "unmet": Code(
        "未达标",
        "要求已经到期，填报值没有达到。",
        "核对填报值；属实的，在“存在问题”写明原因，在“下一步打算”写明完成时间。",
    ),
    "stage-unmet": Code(
        "未到应有的阶段",
        "要求已经到期，工作还没有进到应有的阶段。",
        "核对所填阶段；属实的，写明原因和完成时间。",
    ),
    "event-unmet": Code("到期未举办", "本轮应举办的活动已经到期，没有举办。", "写明未举办的原因和补办时间。"),
    "event-late": Code("逾期举办", "活动在规定的日期之后才举办。", "核对日期；属实的，写明原因。"),
    "not-due": Code("未到期", "目前没有到期的要求，也没有可比的序时进度。"),
    "narrative": Code("待核实", "常态化工作没有数字要求，已有进展说明，由工会办公室核实。"),
    "no-target": Code("无目标", "报表时期在任务责任分工表的年份之外，没有可用的目标，不沿用最后一年的目标。"),
    "partner-reported": Code("配合单位填报", "配合单位的填报供核实，达标与否以牵头单位的填报为准。"),
    # Nothing there
    "task-missing": Code(
        "任务未填报", "本单位牵头的任务在报表里找不到。", "补填这项任务；编号和内容照任务责任分工表写。"
    ),
    "value-missing": Code("填报值空缺", "有这项任务，但没有填报值。空白不当作零。", "补填数值；确实为零的填 0。"),
    "narrative-missing": Code("进展说明空缺", "常态化工作要有进展说明，报表没有写。", "在“进展情况”栏补写所做的工作。"),
    "last-year-missing": Code(
        "缺上年值", "要求与上年比较，报表没有上年值，无法判断。", "在“上年值”栏填写上年的实际值。"
    ),
    "parts-missing": Code("分项不全", "合计完成率要由各分项算出，有分项没有填报。", "补填所缺的分项；没有的填 0。"),
    # The value cannot be understood
    "not-a-number": Code("不是数", "填报值读不出一个明确的数。", "只填一个数和单位，如 35% 或 120人，其余写在说明栏。"),
    "several-numbers": Code("不止一个数", "一格里有几个数，看不出哪个是填报值。", "只留填报值，其余写在说明栏。"),
    "range-given": Code("填的是范围", "填报值是一个范围，无法判断。", "填写实际完成的一个数。"),
    "not-actual": Code("不是实际完成数", "填的是预计、计划数，不是实际完成数。", "填写截至本期末的实际完成数。"),
    "no-value-word": Code("没有填数", "填的是“无”“/”一类的字，不等于零。", "确实为零的填 0；没有开展的，写明原因。"),
    "percent-ambiguous": Code(
        "百分数不明",
        "百分比指标填了 1 以下的小数，单元格又不是百分比格式，看不出是百分之几还是小数。",
        "连同百分号填写，如 35%。",
    ),
    "unit-contradicts": Code("单位不符", "填报值的单位与指标的单位不是一回事。", "按指标的单位填写。"),
    "unit-unknown": Code("单位不认识", "填报值的单位不是可识别的计量单位。", "按指标的单位填写。"),
    "value-inexact": Code("数不确切", "填的是“以上”“以下”“不足”一类的说法，看不出是否达到要求。", "填写确切的数。"),
    "cell-error": Code("单元格出错", "单元格显示 #DIV/0! 一类的错误值。", "改正公式，或直接填写数字。"),
    "formula-unsaved": Code(
        "公式没有结果", "单元格是公式，文件里没有保存计算结果。", "用 Excel 或 WPS 打开、保存后再报送。"
    ),
    "date-for-number": Code(
        "数被当成日期", "数字单元格里是日期，多半是录入时被自动转换。", "把单元格设为“常规”后重新填写。"
    ),
    "not-a-date": Code(
        "不是日期", "应填举办日期，填的不是完整的日期。", "填写年月日，如 2020-04-28；没有举办的写“未举办”。"
    ),
    "date-ahead": Code(
        "日期在本期之后", "举办日期晚于报表所属时期，是计划而不是完成。", "还没有举办的写“未举办”；日期写错的请改正。"
    ),
    "stage-unclear": Code("阶段不明", "看不出工作进到了哪一步。", "写明阶段的名称，如“启动”“完成”。"),
    "column-ambiguous": Code(
        "栏目不明", "有几栏数字，看不出哪一栏是要填报的数。", "把栏目名称写成“本年完成”或“累计完成”。"
    ),
    # The value contradicts itself
    "value-repeated": Code("重复填报", "同一指标填报了几次，数值不一样。", "只保留一个。"),
    "share-above-100": Code("超过100%", "占比、覆盖率不可能超过100%。", "核对分子、分母和单位。"),
    "value-out-of-scale": Code(
        "数量级不对", "填报值是要求的上千倍，多半是多写了“万”，或把百分数当成了倍数。", "核对数和单位。"
    ),
    "count-negative": Code("负数", "数量、比例不可能是负数。", "核对后改正。"),
    "count-broken": Code("数量不是整数", "人数、个数应是整数。", "核对数和单位，如 0.8万人 要写出“万”。"),
    "parts-contradict": Code("与分子分母不符", "填报的比例与分子÷分母算出的不一样。", "核对分子、分母和比例。"),
    "parts-zero": Code("分母为零", "分母是零或负数，算不出比例。", "核对分母。"),
    "parts-exceed": Code("分子大于分母", "占比的分子不可能大于分母。", "核对分子和分母。"),
    "parts-incomplete": Code("分子分母不全", "分子、分母只填了一个。", "都填，或都不填。"),
    "done-contradicted": Code(
        "“已完成”与数字不符", "说明里写已完成，填报的数却没有达到要求。", "核对数字和说明，改正不对的一个。"
    ),
    "composite-contradicts": Code(
        "合计与分项不符", "所填的合计完成率与各分项算出的不一样。", "核对分项数量；合计可以不填，由程序计算。"
    ),
    # Rows that belong nowhere
    "task-unknown": Code(
        "任务对不上", "这一行的编号和内容在任务责任分工表里都找不到。", "按任务责任分工表填写任务编号。"
    ),
    "task-contradicts": Code("编号与内容不符", "这一行的编号和内容指的不是同一项任务。", "核对后改为一致。"),
    "task-foreign": Code(
        "不是本单位的任务", "这一行的任务本单位既不牵头也不配合。", "核对编号；确实由本单位做的，请与工会办公室联系。"
    ),
    "indicator-unclear": Code(
        "指标不明", "任务有几项指标，这一行没有写明是哪一项。", "一项指标一行，写明指标编号或名称。"
    ),
    # Submissions that contradict each other
    "partner-differs": Code(
        "牵头、配合单位数据不一", "牵头单位和配合单位对同一指标填报的数不一样。", "请两个单位核对后，由填错的一方更正。"
    ),
    "submissions-differ": Code(
        "重复报送的数据不一",
        "同一单位同一时期重复报送，数不一样，都列出，不替单位选。",
        "请该单位确认以哪一份为准，重报的在标题或文件名写明“更正”。",
    ),
    "cumulative-shrinks": Code(
        "累计数减少", "累计数比上一期填报的还少。", "核对两期的数；前一期报错的，另报一份写明“更正”的报表。"
    ),
    "year-exceeds-total": Code("本年数大于累计数", "本年完成的数比累计完成的还多。", "核对两个数各从什么时候算起。"),
    "last-year-differs": Code(
        "上年值与上年所报不符", "填报的上年值与上年12月报表上的数不一样。", "核对上年值；上年报错的，说明情况。"
    ),
    # Levels
    "rollup-missing": Code(
        "下级未报齐",
        "指标由各下级的数汇总，有下级没有可用的数。缺的不按零计，也不凭已有的数判达标。",
        "请缺报的下级补报，报错的下级更正。",
    ),
    "rollup-inexact": Code(
        "下级的数不确切",
        "有的下级填“以上”“不足”一类的数，合在一起看不出是多还是少。",
        "请这些下级填写确切的数。",
    ),
    "rollup-differs": Code(
        "本级填报与下级汇总不一致",
        "本级的牵头单位也报了这个数，与各下级的数合起来的不一样，都列出，不采信其中任何一个。",
        "请本级牵头单位和下级逐个核对，由填错的一方更正。",
    ),
    # What could not be checked at all
    "file-missing": Code("找不到文件", "指明的文件或文件夹不存在。", "核对文件名和文件夹。"),
    "file-unreadable": Code(
        "文件打不开",
        "没有权限，正被别的程序占用，或者不是文件而是文件夹、管道、设备。",
        "关闭 Excel 或 WPS 后再试；核对权限，指明报表文件本身。",
    ),
    "remote-failed": Code(
        "远程文件取不到", "地址、账号有误，网络不通，或没有安装读取这种地址的组件。", "核对地址、账号和网络后再试。"
    ),
    "file-empty": Code("空文件", "文件是零字节。", "重新保存或重新索取。"),
    "file-too-large": Code("文件过大", "文件远远超过一份报表的大小。", "删除多余的行、列、工作表和图片。"),
    "file-damaged": Code("文件损坏", "文件的内容不完整。", "用 Excel 或 WPS 打开后另存为 .xlsx。"),
    "reader-crashed": Code(
        "读不下去",
        "读取这份报表的程序中途崩溃，或者内存不够用。其余报表不受影响。",
        "用 Excel 或 WPS 打开，删除多余的行、列、工作表和图片，另存为 .xlsx。",
    ),
    "reader-timeout": Code(
        "读取超时",
        "读取这份报表用的时间太长，已经停止。其余报表不受影响。",
        "用 Excel 或 WPS 打开，删除多余的行、列、工作表和图片，另存为 .xlsx。",
    ),
    "not-a-workbook": Code("不是电子表格", "文件不是 Excel、WPS 或 ODS 表格。", "用 Excel 或 WPS 另存为 .xlsx。"),
    "password": Code("有密码", "文件设置了打开密码。", "取消密码后另存。"),
    "empty-workbook": Code("空表", "工作簿里没有任何内容。", "确认报送的是填写好的报表。"),
    "no-table": Code(
        "没有找到表格", "找不到填报表格的表头。", "按模板的表头填写，或用 chanfa-check template 生成模板。"
    ),
    "no-rows": Code("表格是空的", "有表头，没有填报行。", "确认报送的是填写好的报表。"),
    "department-missing": Code(
        "不知是哪个单位", "表头和文件名都没有单位名称。", "写明“填报单位：”，或用 --department 指明。"
    ),
    "department-unknown": Code(
        "单位对不上", "填报单位不在任务责任分工表中。", "改用分工表中的名称，或用 --department 指明。"
    ),
    "department-conflict": Code(
        "单位前后不一", "模板标记、表头、文件名写的单位不一样，或写了不止一个单位。", "改为一致，只写一个。"
    ),
    "period-missing": Code("不知是哪一期", "表头和文件名都没有写明年月。", "写明报告期，或用 --as-of 2020-06 指明。"),
    "period-conflict": Code("时期前后不一", "模板标记、表头、文件名写的时期不一样。", "改为一致，或用 --as-of 指明。"),
    "matrix-wrong": Code("分工表不对", "模板属于另一份任务责任分工表。", "换用对应的模板，或用 --targets 指明。"),
    "matrix-unclear": Code("分工表不明", "看不出应按哪一份任务责任分工表检查。", "用 --targets 指明。"),
    "template-outdated": Code(
        "模板过期",
        "模板是按旧版任务责任分工表做的。",
        "向工会办公室索取现行模板，或用 chanfa-check template 重新生成，把填报内容移过去。",
    ),
    "archive-damaged": Code(
        "压缩包打不开", "压缩包不完整、有密码，或不是 zip 格式。", "解压以后，检查解压出来的文件夹。"
    ),
    "check-failed": Code("程序出错", "检查这份报表时程序出了错，其余报表不受影响。", "把报表和提示发给维护人员。"),
    "nothing-found": Code("没有可检查的文件", "指明的文件夹里没有电子表格。", "核对文件夹。"),
}
"""By code, in the order in which `explain` lists them."""
