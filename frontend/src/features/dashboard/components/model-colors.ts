import { useState } from 'react';
import type { ModelUsage } from '@/features/dashboard/api/types';

const PALETTE = ['1', '2', '3', '4', '5', '6'].map((number) => `var(--c-${number})`);
const OTHER = 'var(--c-other)';

type Colors = ReadonlyMap<string, string>;

/** Keeps every colour that is given, and gives the free ones to new models by their cost. */
export function assignColors(held: Colors, models: ModelUsage[]): Colors {
  const fresh = models.filter(({ model }) => !held.has(model));
  if (fresh.length === 0) return held;
  const colors = new Map(held);
  for (const { model } of fresh.toSorted((a, b) => b.costUsd - a.costUsd)) {
    colors.set(model, PALETTE[colors.size] ?? OTHER);
  }
  return colors;
}

/** A model's colour, the same in every range for as long as the page is open. */
export function useModelColors(models: ModelUsage[]): Colors {
  const [held, setHeld] = useState<Colors>(new Map());
  const colors = assignColors(held, models);
  if (colors !== held) setHeld(colors);
  return colors;
}
