import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Span } from '@/components/charts/bucket-label';
import { niceScale } from '@/components/charts/nice-scale';
import TimeChart, { type TimeChartProps } from '@/components/charts/TimeChart';

const days = ['2025-07-17', '2025-07-18', '2025-07-19', '2025-07-20'];
const span: Span = {
  start: '2025-07-17T00:00:00Z',
  end: '2025-07-20T22:30:00Z',
  bucket: 'day',
  timeZone: 'UTC',
};

function rows(values: (number | null)[]) {
  return days.map((day, index) => ({
    timestamp: `${day}T00:00:00Z`,
    values: { a: values[index] ?? null },
  }));
}

function Chart(changes: Partial<TimeChartProps>) {
  return (
    <TimeChart
      label="Chart"
      kind="lines"
      rows={rows([1, 2, 3, 4])}
      series={[{ key: 'a', color: 'var(--c-1)', shape: 'line' }]}
      span={span}
      scale={niceScale}
      tick={String}
      endText={(value) => `${value} at the end`}
      tooltip={(timestamp, leads) => (
        <p>
          {changes.label} {timestamp.slice(0, 10)} {leads ? 'leads' : 'follows'}
        </p>
      )}
      {...changes}
    />
  );
}

const paths = () =>
  [...document.querySelectorAll('.recharts-line-curve')].map(
    (path) => path.getAttribute('d')?.match(/M/g)?.length ?? 0,
  );
const dots = () => document.querySelectorAll('circle[r="2"]').length;

describe('lines', () => {
  it('name the day that is not over, and draw the way into it apart', async () => {
    render(<Chart />);
    expect(await screen.findByText('Today')).toBeInTheDocument();
    const lines = [...document.querySelectorAll('.recharts-line-curve')];
    expect(lines.map((line) => line.getAttribute('opacity'))).toEqual(['1', '0.55']);
    expect(screen.getByText('4 at the end')).toBeInTheDocument();
  });

  it('break at what is unknown, and show a value that stands alone as a point', async () => {
    render(<Chart rows={rows([1, null, 3, null])} />);
    await screen.findByText('3 at the end');
    expect(paths().reduce((sum, runs) => sum + runs, 0)).toBe(2);
    expect(dots()).toBe(2);
  });
});

describe('bars', () => {
  it('are paler in the day that is not over', async () => {
    render(<Chart kind="bars" />);
    await screen.findByText('Today');
    const bars = [...document.querySelectorAll('.recharts-bar-rectangle rect')];
    expect(bars.map((bar) => bar.getAttribute('opacity'))).toEqual(['1', '1', '1', '0.55']);
  });
});

describe('the crosshair', () => {
  it('moves by arrow keys in all charts, and goes with Escape', async () => {
    const actor = userEvent.setup();
    render(
      <>
        <Chart label="One" />
        <Chart label="Two" kind="bars" />
      </>,
    );
    const one = await screen.findByLabelText('One');
    one.focus();
    await screen.findByText('One 2025-07-17 leads');
    await actor.keyboard('{ArrowRight}');
    expect(await screen.findByText('One 2025-07-18 leads')).toBeInTheDocument();
    expect(await screen.findByText('Two 2025-07-18 follows')).toBeInTheDocument();

    await actor.keyboard('{Escape}');
    await waitFor(() => expect(shown()).toEqual([]));
    await actor.keyboard('{ArrowRight}');
    await waitFor(() => expect(shown()).toHaveLength(2));
  });
});

it('tells a bucket of which nothing is known', async () => {
  const actor = userEvent.setup();
  render(<Chart label="Gap" rows={rows([1, null, 3, 4])} />);
  (await screen.findByLabelText('Gap')).focus();
  await actor.keyboard('{ArrowRight}');
  await waitFor(() => expect(shown()).toEqual(['Gap 2025-07-18 leads']));
});

/** Tooltips that can be seen; the library keeps the last one in the page. */
function shown(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.recharts-tooltip-wrapper')]
    .filter(({ style }) => style.visibility !== 'hidden')
    .map((tooltip) => tooltip.textContent);
}
