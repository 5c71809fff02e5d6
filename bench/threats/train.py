"""``python -m bench.threats.train [FOLDER]``: fit the prompt model and write its weights."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.threats.material import Prompt, own, real
from dashboard.threats import prompt_model
from dashboard.threats.prompt_text import plain

# Chosen by cross-validation (bench/threats/prompts.py): strength of the fit, and how much a
# benign text weighs against an attack.
STRENGTH, BENIGN_WEIGHT, OWN_WEIGHT = 30.0, 1.6, 0.4


def examples(prompts: Sequence[Prompt]) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """Features, labels and weights. Of a benign text every window is benign, too."""
    data: list[float] = []
    columns: list[int] = []
    rows = [0]
    labels, weights = [], []
    for prompt in prompts:
        text = plain(prompt.text)
        words = [prompt_model.word(token) for token in prompt_model.tokens(text)]
        of_token = list(prompt_model.features(words))
        spans = list(prompt_model.spans(len(words)))
        for start, end in spans[:1] if prompt.is_attack else spans:
            length = prompt_model.size_of(start, end)
            counts = Counter(feature for found in of_token[start:end] for feature in found)
            columns += counts.keys()
            data += [count / length for count in counts.values()]
            rows.append(len(columns))
            labels.append(prompt.is_attack)
            weight = 1.0 if prompt.is_attack else BENIGN_WEIGHT / sqrt(len(spans))
            weights.append(weight * (OWN_WEIGHT if prompt.file == "own" else 1.0))
    shape = len(labels), 1 << prompt_model.BITS
    matrix = csr_matrix((data, columns, rows), shape=shape)
    return matrix, np.array(labels), np.array(weights)


def fit(prompts: Sequence[Prompt]) -> bytes:
    """The weights of a model that is trained on these prompts, as the file holds them."""
    matrix, labels, weights = examples(prompts)
    # A bit of L2 on as many columns as there are: the smallest weights become 0 as bytes.
    model = LogisticRegression(C=STRENGTH, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix, labels, sample_weight=weights)
    found = model.coef_[0]
    step = float(np.abs(found).max()) / 127
    quantised = np.round(found / step).astype(np.int8)
    return prompt_model.HEADER.pack(float(model.intercept_[0]), step) + quantised.tobytes()


def main() -> None:
    """Train on all there is."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    prompts = [*real(folder), *own()]
    prompt_model.WEIGHTS.write_bytes(fit(prompts))
    attacks = sum(prompt.is_attack for prompt in prompts)
    print(f"{attacks} attacks, {len(prompts) - attacks} benign → {prompt_model.WEIGHTS}")


if __name__ == "__main__":
    main()
