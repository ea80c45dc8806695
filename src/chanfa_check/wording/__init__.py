"""Official wording read into readings: what is measured, how much of it, by when. The forms are in `grammar.lark`."""

from chanfa_check.wording.read import read_wording, read_wordings
from chanfa_check.wording.reading import Reading, Unread, Wording

__all__ = ["Reading", "Unread", "Wording", "read_wording", "read_wordings"]
