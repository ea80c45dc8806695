"""What to say of a submission that its reading did not survive."""

from __future__ import annotations

from chanfa_check.model import Problem

_OTHERS = "其余报表不受影响。"
_SAVE_AS = "请用 Excel 或 WPS 打开这份报表，另存为 .xlsx 后再试。"


def out_of_memory() -> Problem:
    """It asked for more memory than there is, or than a worker may have."""
    said = "请用 Excel 或 WPS 打开这份报表，删除多余的行、列、工作表和图片，另存为 .xlsx 后再试。"
    return Problem("reader-crashed", f"读取这份报表时内存不够用，没有读完，{_OTHERS}{said}")


def panicked(error: BaseException) -> Problem:
    """What reads the file gave itself up."""
    how = f"{type(error).__name__}：{error}"
    return Problem("reader-crashed", f"读取这份报表时读取程序崩溃（{how}），{_OTHERS}{_SAVE_AS}")


def crashed(code: int) -> Problem:
    """The process that read it came to an end, with this exit code; below zero, by the signal of this number."""
    how = f"退出码 {code}" if code >= 0 else f"信号 {-code}"
    return Problem("reader-crashed", f"读取这份报表的进程意外中止（{how}），{_OTHERS}{_SAVE_AS}")


def overdue(seconds: float) -> Problem:
    """It took longer than so many seconds."""
    return Problem("reader-timeout", f"读取这份报表超过 {seconds:g} 秒，已经停止，{_OTHERS}{_SAVE_AS}")


def not_started(error: OSError) -> Problem:
    """No process could be had to read it in."""
    how = error.strerror or str(error)
    said = "请关闭一些程序再试；检查多份报表时，用 --jobs 减少进程。"
    return Problem("reader-crashed", f"没有读取这份报表：无法启动读取报表的进程（{how}）。{said}")
