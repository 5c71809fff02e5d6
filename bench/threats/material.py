"""Prompts to train on and to measure with: the folder of real data, and lines of our own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
FILES = ("deepset_train", "neuralchemy_sample", "benign_hard", "benign_coding")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_DRAWN = 14


@dataclass(frozen=True)
class Prompt:
    """A text, whether it is an attack, and the file that it is from."""

    text: str
    is_attack: bool
    file: str


def real(folder: Path) -> list[Prompt]:
    """The labelled prompts of the folder; fewer where files are missing."""
    return [
        Prompt(row["text"], row["label"] == "attack", name)
        for name in FILES
        if (path := folder / f"prompts_{name}.jsonl").exists()
        for row in map(json.loads, path.read_text().splitlines())
    ]


def own(seed: int = 7) -> list[Prompt]:
    """Drawn from the patterns of attacks.txt and benign.txt; the same each time."""
    rng = Random(seed)
    found = {
        Prompt(_draw(line, rng), name == "attacks", "own"): None
        for name in ("attacks", "benign")
        for line in (HERE / f"{name}.txt").read_text().splitlines()
        if not line.startswith("# ")
        for _ in range(_DRAWN)
    }
    return list(found)


def groups(prompts: list[Prompt], alike: float = 0.3) -> list[int]:
    """A number for each prompt, the same for near-copies: those that share shingles.

    Two texts are near-copies when the smaller has ``alike`` of its shingles of five words (of
    eight characters where there are few words) in common with the other; groups are closed.
    """
    parents = list(range(len(prompts)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = item = parents[parents[item]]
        return item

    shingles = [_shingles(prompt.text) for prompt in prompts]
    having: dict[str, list[int]] = {}
    for number, own_shingles in enumerate(shingles):
        for shingle in own_shingles:
            having.setdefault(shingle, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for numbers in having.values():
        for at, first in enumerate(numbers):
            for second in numbers[at + 1 :]:
                shared[first, second] = shared.get((first, second), 0) + 1
    for (first, second), count in shared.items():
        if count >= alike * min(len(shingles[first]), len(shingles[second])):
            parents[root(first)] = root(second)
    return [root(number) for number in range(len(prompts))]


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) >= 8:
        return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}
    joined = " ".join(words) or text
    return {joined[at : at + 12] for at in range(max(1, len(joined) - 11))}


def _draw(line: str, rng: Random) -> str:
    return _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), line).strip()
