"""Cross-validation of prompt detection: near-copies are never on both sides of a fold."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.threats.material import Prompt, groups, own, real
from bench.threats.train import fit
from dashboard.threats import prompt_model
from dashboard.threats.hit import Hit
from dashboard.threats.prompt_text import plain
from dashboard.threats.prompts import by_model, by_rules, look

FOLDS = 10

Look = Callable[[str, str], Hit | None]
WAYS: dict[str, Look] = {
    "rules": by_rules,
    "model": by_model,
    "both": look,
}
# Part of the rows that each way flags, by file and whether they are attacks.
Rates = dict[tuple[str, bool], dict[str, float]]


def cross_validate(folder: Path, folds: int = FOLDS) -> Rates:
    """Rates of the rows of each file, each row judged by a model that saw none like it."""
    prompts = real(folder)
    if not prompts:
        return {}
    fold_of = _folds(groups(prompts), folds)
    flagged: dict[tuple[str, bool], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    extra = own()
    for fold in range(folds):
        seen = [prompt for prompt, number in zip(prompts, fold_of) if number != fold]
        with _weights(fit([*seen, *extra])):
            for prompt, number in zip(prompts, fold_of):
                if number == fold:
                    _judge(prompt, flagged[prompt.file, prompt.is_attack])
    return {
        key: {way: sum(found) / len(found) for way, found in by_way.items()}
        for key, by_way in flagged.items()
    }


def _judge(prompt: Prompt, found: dict[str, list[bool]]) -> None:
    for way, judge in WAYS.items():
        # ``look`` takes the disguise off by itself.
        text = prompt.text if judge is look else plain(prompt.text)
        found[way].append(judge(text, "") is not None)


def _folds(group_of: list[int], folds: int) -> list[int]:
    """A fold for each row: whole groups, the largest first, each to the smallest fold."""
    sizes: dict[int, int] = defaultdict(int)
    for group in group_of:
        sizes[group] += 1
    order = sorted(sizes)
    Random(1).shuffle(order)
    order.sort(key=sizes.__getitem__, reverse=True)
    filled = [0] * folds
    chosen = {}
    for group in order:
        fold = filled.index(min(filled))
        chosen[group] = fold
        filled[fold] += sizes[group]
    return [chosen[group] for group in group_of]


class _weights:
    """Other weights of the model, for as long as the block lasts."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __enter__(self) -> None:
        self._kept = prompt_model.WEIGHTS
        self._file = tempfile.NamedTemporaryFile(suffix=".bin")
        self._file.write(self._content)
        self._file.flush()
        prompt_model.WEIGHTS = Path(self._file.name)
        prompt_model.forget()

    def __exit__(self, *error: object) -> None:
        prompt_model.WEIGHTS = self._kept
        self._file.close()
        prompt_model.forget()
