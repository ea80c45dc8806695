"""Why a file cannot be drafted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chanfa_check.submission.workbook import CannotRead

READABLE = "可以导入 .docx、.xlsx、.xls、.ods，和每格一行、以制表符开头的 .txt"

_REMEDIES = {
    "not-a-workbook": f"{READABLE}。请另存为其中一种后再导入。",
    "empty-workbook": "请确认文件已保存，里面有任务责任分工表，再导入。",
    "file-too-large": "请删去图片和与分工表无关的内容后再导入。",
    "password": "请打开文件，取消密码，保存后再导入。",
    "file-missing": "请检查文件名和所在文件夹。",
    "file-unreadable": "请指明分工表的文件本身；如正在其他程序中打开，请先关闭；否则请检查访问权限。",
}


class CannotDraft(Exception):
    """A file that no matrix can be drafted from: a Chinese sentence with what was found, what is needed, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def from_workbook(error: CannotRead) -> CannotDraft:
    """The same refusal, with what to do for an import; without that of a report."""
    found = error.message.partition("。")[0].replace("报表文件", "分工表文件")
    found = found.replace("这不是 Excel 工作簿", "这不是 Word 文档，也不是 Excel 工作簿")
    remedy = _REMEDIES.get(error.code, "请用 Word、Excel 或 WPS 打开检查，另存为 .docx 或 .xlsx 后再导入。")
    return CannotDraft(f"{found}。{remedy}")
