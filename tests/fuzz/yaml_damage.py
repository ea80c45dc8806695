"""Mutations of matrix files."""

from __future__ import annotations

from random import Random

from tests.fuzz.damage import of_bytes

_SCALARS = (
    "!!python/object/apply:os.system [ls]",
    "!foo x",
    "&a x",
    "*a",
    "{<<: *a}",
    "'",
    '"\\x07"',
    "[" * 2000,
    "{a: " * 500,
    "9" * 9000 + "%",
    "1e999999999",
    "NaN",
    "-1%",
    "0%",
    "100%",
    "1" * 150,
    "'" + "1 " * 90 + "'",
    "千百" * 60,
    "2019",
    "9999",
    "2021-2020",
    "[]",
    "{}",
    "null",
    "~",
    "",
    "| \n x",
    "x" * 20_000,
    "\u202e[/]",
    "/dev/zero",
    "../../../etc/passwd",
    "matrix.yaml",
)


def of_matrix(data: bytes, rng: Random) -> tuple[bytes, str]:
    """A line or a value changed, doubled, moved, dropped, or bytes; and what it was."""
    way = rng.choice(("bytes", "value", "value", "digit", "digit", "key", "double", "drop", "swap", "indent", "tail"))
    if way == "bytes":
        return of_bytes(data, rng)
    lines = data.decode().split("\n")
    number = rng.randrange(len(lines))
    line = lines[number]
    match way:
        case "value":
            key, mark, _ = line.partition(": ")
            lines[number] = f"{key}{mark}{rng.choice(_SCALARS)}"
        case "digit":
            lines[number] = "".join(rng.choice("0123456789") if one.isdigit() else one for one in line)
        case "key":
            lines[number] = line.replace(": ", rng.choice((" : ", ":", ": : ", "x: ", "\t: ")), 1)
        case "double":
            lines.insert(rng.randrange(len(lines)), line)
        case "drop":
            lines.pop(number)
        case "swap":
            other = rng.randrange(len(lines))
            lines[number], lines[other] = lines[other], line
        case "indent":
            lines[number] = rng.choice((" ", "  ", "\t", "- ", "")) + rng.choice((line, line.lstrip()))
        case _:
            key = rng.choice(
                ("supersedes", "base", "rollup", "from", "points", "index", "lights", "reporting", "notes")
            )
            lines.append(f"{key}: {rng.choice(_SCALARS)}")
    return "\n".join(lines).encode("utf-8", "replace"), f"{way} in line {number + 1}"
