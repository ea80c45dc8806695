"""From the readings of one task's wording to its indicators, as the text of a matrix file has them.

What a rule can say becomes a target; what none can say becomes an indicator of words, and a question to a person.
Nothing that was read is left out: every reading and every word that was not taken for one ends in an indicator or in
a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from msgspec import Struct

from chanfa_check.drafting.called import clipped, gist, in_words, indicator_name, told_apart
from chanfa_check.drafting.deadline import with_schedule
from chanfa_check.drafting.fit import unfit
from chanfa_check.drafting.said import Plain, Said, Years, is_dated, obstacle, said_in, unit_of
from chanfa_check.drafting.targets import Contradiction, targets_of
from chanfa_check.drafting.things import Thing, above_all, gathered, unit_of_thing
from chanfa_check.drafting.whole import Whole, amounts_in, dated_whole
from chanfa_check.drafting.write import flow
from chanfa_check.model import Question
from chanfa_check.wording import Wording

_SCHEDULE = "schedule"


class Compiled(Struct, frozen=True):
    """The indicators of one task, with letters for ids (a, b …), and what a person has to decide about them."""

    indicators: tuple[Plain, ...]
    questions: tuple[Question, ...]


def compile_task(duty: Wording, schedule: Wording, years: Years) -> Compiled:
    """The indicators that the wording of one task asks for; at least one. `years` are the matrix's first and last."""
    asked: list[tuple[str, str]] = [*_left_over(duty, "duty"), *_left_over(schedule, _SCHEDULE)]
    beside = with_schedule(list(said_in(duty, "duty")), schedule, years)
    said = [*beside.said, *said_in(schedule, _SCHEDULE)]
    name = gist(duty)
    ongoing = [one for one in said if one.reading.rule == "ongoing"]
    sayable: list[Said] = []
    indicators: list[Plain] = []
    for one, why in (*beside.refused, *((one, obstacle(one, years)) for one in said)):
        if why:
            words = in_words(one.reading.subject or name, one.clause)
            if one in (*beside.timed, *(other for other, _ in beside.refused)):
                words["reading"] += f"时间进度是“{clipped(schedule.phrase)}”。"
            indicators += [] if words in indicators else [words]
            asked.append((one.about, f"“{one.clause}”{why}，暂记为文字说明，由人判断，请核对"))
        elif one not in ongoing:
            sayable.append(one)
    amounts = amounts_in(sayable)
    whole = (
        dated_whole(amounts, [one for one in sayable if one.about == _SCHEDULE], name, years) if amounts else Whole()
    )
    asked += whole.questions
    asked += [(one.about, question) for one in sayable for question in _unsaid(one)]
    rest = [one for one in sayable if one not in amounts and one not in whole.used]
    compiled = [*whole.indicators]
    for thing in gathered(rest, _subjects(rest, amounts)):
        compiled.append(_indicator(thing, name, years, asked))
        if not amounts:
            asked += _cumulative(thing)
        if any(one in beside.timed for one in thing.said):
            compiled[-1]["reading"] = compiled[-1].get("reading", "") + beside.note
    asked += [(_SCHEDULE, question) for one in beside.timed for question in _taken_over(one, schedule)]
    _part_of(compiled, asked)
    indicators = [*compiled, *indicators]
    if not indicators:
        indicators = [{"name": name, "unit": "文字", "targets": [{"rule": "ongoing"}]}]
    elif ongoing:
        steady = "、".join(dict.fromkeys(f"“{one.words}”" for one in ongoing))
        asked.append((ongoing[0].about, f"{steady}没有数字和期限，另有指标的不再单设文字说明，请核对"))
    if schedule.phrase.strip() and not schedule.readings and not beside.timed:
        asked.append((_SCHEDULE, f"时间进度“{clipped(schedule.phrase)}”没有读出目标，请核对"))
    told_apart(indicators)
    lettered = _lettered(indicators)
    fitting = _fitting(lettered, years, asked)
    return Compiled(tuple(fitting), tuple(Question(about=about, question=text) for about, text in dict.fromkeys(asked)))


def _left_over(wording: Wording, about: str) -> Iterable[tuple[str, str]]:
    for unread in wording.unread:
        shown = unread.text if unread.text.startswith("“") else f"“{unread.text}”"
        yield about, f"{shown}没有读作目标：{unread.reason}"
    # What a command's option would answer is asked below, in the words of a matrix file.
    yield from ((about, note) for note in wording.notes if "--" not in note)


def _subjects(rest: Sequence[Said], amounts: Sequence[Said]) -> list[str]:
    """What each reading measures; a schedule that names nothing speaks of the one thing that the duty names."""
    totals = [one for one in (*amounts, *rest) if one.reading.rule == "total"]
    rising = [one for one in rest if one.about == "duty" and one.reading.rule in ("rising", "growth")]
    only = _only_subject([one for one in totals if one.about == "duty"] or rising)

    def subject(one: Said) -> str:
        own = one.reading.subject
        if one.about != _SCHEDULE or one.reading.rule in ("stage", "event"):
            return own
        if not own and one.reading.rule == "annual":
            return only or _only_subject([whole for whole in totals if unit_of(whole.reading) == unit_of(one.reading)])
        # 占在校生比例逐年扩大, 达到在校生1.1倍: a part of the name that the duty gives in full.
        return only if not own or (rising and own in only) else own

    return [subject(one) for one in rest]


def _cumulative(thing: Thing) -> Iterator[tuple[str, str]]:
    """What is asked of amounts at several dates that no word and no whole tells to be added up."""
    steps = [one.clause for one in thing.said if one.reading.rule == "total" and is_dated(one.reading)]
    if len(steps) > 1 and not re.search("达|累计|共|总", "".join(steps)):
        said = "；".join(dict.fromkeys(steps))
        why = f"“{said}”看不出是累计数还是当年数，暂按累计数计，请核对；是当年数的，请改为逐年的要求"
        yield thing.said[0].about, why


def _taken_over(one: Said, schedule: Wording) -> Iterator[str]:
    """What is assumed of an amount that takes its time from the schedule."""
    beside = f"“{one.words}”的时间取自时间进度“{clipped(schedule.phrase)}”"
    if one.reading.rule == "annual":
        yield f"{beside}，按每年的当年数计，请核对"
    elif one.reading.rule == "total":
        yield f"{beside}，按到那时的累计数计；从多少做起原文没有写，期限之前不画进度线，从零做起的，请补写 start"
    else:
        yield f"{beside}，请核对"


def _unsaid(one: Said) -> Iterator[str]:
    """What a reading says beside its target that a matrix file has no place for."""
    reading = one.reading
    if reading.start is not None and reading.base is None:
        yield f"“{one.clause}”的起点 {reading.start}{reading.unit} 没有写是哪一年的，没有写进目标；知道的请补写 base"
    if reading.rule in ("rising", "growth") and reading.base is not None:
        yield f"“{one.clause}”以{reading.base}年为基数，基数是多少原文没有写，以报表的上年值为准；知道的请补写 base"
    if reading.rule == "total" and reading.first is not None:
        yield f"“{one.clause}”从{reading.first}年年初起累计；填报数应从这时算起，从零做起的请补写 start"


def _only_subject(said: Sequence[Said]) -> str:
    subjects = {one.reading.subject for one in said}
    return subjects.pop() if len(subjects) == 1 else ""


def _indicator(thing: Thing, duty: str, years: Years, asked: list[tuple[str, str]]) -> Plain:
    unit = unit_of_thing(thing)
    clauses = "；".join(dict.fromkeys(one.clause for one in thing.said))
    about = thing.said[0].about
    if unit is None:
        asked.append((about, f"“{clauses}”没有写数量的单位，暂记为文字说明，由人判断；请补写单位和目标"))
        return in_words(thing.subject or duty, clauses)
    try:
        targets = targets_of(thing.said, years)
    except Contradiction as error:
        asked.append((about, f"“{clauses}”前后不一：{error}；暂记为文字说明，由人判断，请核对"))
        return in_words(thing.subject or duty, clauses)
    subject = "" if thing.kind == "stage" and not _same(thing) else thing.subject
    indicator: Plain = {"name": indicator_name(thing.kind, subject, duty, unit), "unit": unit}
    if above_all(thing):
        indicator["share"] = "false"
    indicator["targets"] = targets
    reading = _growing(targets, asked, about)
    if any(one.reading.within for one in thing.said):
        wholes = "、".join(dict.fromkeys(one.reading.within for one in thing.said if one.reading.within))
        reading += f"是“{wholes}”的一部分。"
    if reading:
        indicator["reading"] = reading
    return indicator


def _same(thing: Thing) -> bool:
    return len({one.reading.subject for one in thing.said}) == 1


def _growing(targets: Sequence[Plain], asked: list[tuple[str, str]], about: str) -> str:
    """What is said of growth beside levels: between two levels each year's growth binds, and no straight line."""
    rates = [target["rate"] for target in targets if target["rule"] == "growth"]
    for target in targets:
        if target["rule"] == "milestones" and rates:
            target["pace"] = "none"
    if not rates:
        return ""
    asked.append((about, f"递增{rates[0]}没有写到多少为止；达到最后的目标后是否还要递增，请核对，不要的请写 cap"))
    return f"递增{rates[0]}按上年实际值的倍数计，不是加百分点；各年目标之间按逐年递增把握，不另画直线。"


def _part_of(indicators: Sequence[Plain], asked: list[tuple[str, str]]) -> None:
    """Marks the one yearly amount of a task as a part of its one total, where both count the same unit."""
    yearly = [one for one in indicators if any(target["rule"] == "annual" for target in one["targets"])]
    totals = [one for one in indicators if any(target["rule"] == "total" for target in one["targets"])]
    if len(yearly) == len(totals) == 1 and yearly[0]["unit"] == totals[0]["unit"]:
        yearly[0]["part_of"] = totals[0]
        asked.append(
            ("indicators", f"“{yearly[0]['name']}”与“{totals[0]['name']}”按同一件事的本年数与累计数计，请核对")
        )


def _lettered(indicators: Sequence[Plain]) -> list[Plain]:
    """The indicators with ids, keys in the order of a matrix file, and ids where they spoke of one another."""
    letters = {id(one): _letter(place) for place, one in enumerate(indicators)}
    order = ("id", "name", "unit", "share", "part_of", "targets", "reading")
    lettered = []
    for one in indicators:
        full = {**one, "id": letters[id(one)]}
        if "part_of" in full:
            full["part_of"] = letters[id(full["part_of"])]
        full["targets"] = [
            {**target, "of": [letters[id(part)] for part in target["of"]]} if "of" in target else target
            for target in one["targets"]
        ]
        lettered.append({key: full[key] for key in order if key in full})
    return lettered


def _letter(place: int) -> str:
    rounds, rest = divmod(place, len(ascii_lowercase))
    return (_letter(rounds - 1) if rounds else "") + ascii_lowercase[rest]


def _fitting(indicators: Sequence[Plain], years: Years, asked: list[tuple[str, str]]) -> list[Plain]:
    """The indicators as the loader takes them: one that it refuses becomes words, with the loader's reason asked."""
    fitting = [*indicators]
    # A part that became words leaves the sum of the parts without it, so that one look is not enough.
    for _ in indicators:
        flaws = unfit(fitting, years)
        for place, why in flaws.items():
            one = fitting[place]
            asked.append(("indicators", f"“{one['name']}”的目标不能这样写：{why}；暂记为文字说明，由人判断，请改写"))
            said = "、".join(map(flow, one["targets"]))
            reading = f"从原文读出的目标 {said} 不能作为要求，暂按文字说明由人判断。"
            fitting[place] = {"id": one["id"], **in_words(one["name"], ""), "reading": reading}
    return fitting
