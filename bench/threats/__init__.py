"""Error rates of the detectors on real material, and the training of the prompt model."""
