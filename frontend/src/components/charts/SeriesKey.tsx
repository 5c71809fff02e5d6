import type { CSSProperties } from 'react';
import { cx } from '@/lib/cx';

export type KeyShape = 'bar' | 'line' | 'thick' | 'dash';

const shapes: Record<KeyShape, string> = {
  bar: 'key-dot',
  line: 'key-line',
  thick: 'key-line border-t-2!',
  dash: 'key-line border-dashed',
};

type SeriesKeyProps = { color: string | undefined; shape?: KeyShape; faded?: boolean };

/** The mark that ties a word to what is drawn in its colour. */
export function SeriesKey({ color, shape = 'bar', faded = false }: SeriesKeyProps) {
  return (
    <i
      aria-hidden="true"
      className={cx(shapes[shape], faded && 'opacity-30')}
      style={{ '--key': color } as CSSProperties}
    />
  );
}
