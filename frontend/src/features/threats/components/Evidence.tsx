import { Fact, Facts } from '@/components/ui/Facts';

const MOST_CHARACTERS = 240;
const CONTEXT = 60;
const OF_EXCERPT = ['excerpt', 'start', 'end', 'spans'];

type Marked = { excerpt: string; spans: [number, number][] };

/** What the detector saw, as text alone: the matched part marked, else names and values. */
export function Evidence({ evidence }: { evidence: unknown }) {
  if (!isRecord(evidence)) {
    return evidence === null || evidence === '' ? <None /> : <Plain value={evidence} />;
  }
  const marked = markedOf(evidence);
  const rest = Object.entries(evidence).filter(([name]) => !marked || !OF_EXCERPT.includes(name));
  if (!marked && rest.length === 0) return <None />;
  return (
    <>
      {marked && <Excerpt {...marked} />}
      {rest.length > 0 && (
        <Facts>
          {rest.map(([name, value]) => (
            <Fact key={name} label={name}>
              <Plain value={value} />
            </Fact>
          ))}
        </Facts>
      )}
    </>
  );
}

function None() {
  return <p className="text-ink-3">The detector kept none.</p>;
}

function Plain({ value }: { value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const characters = Array.from(text);
  return (
    <span className="font-mono text-xs break-all whitespace-pre-wrap">
      {characters.slice(0, MOST_CHARACTERS).join('')}
      {characters.length > MOST_CHARACTERS && <Cut length={characters.length} />}
    </span>
  );
}

function Cut({ length }: { length: number }) {
  return (
    <span title={`${MOST_CHARACTERS} of ${length} characters`}>
      …<span className="sr-only"> cut, {length} characters in all</span>
    </span>
  );
}

/** At most 240 characters, from a little before the first match on. */
function Excerpt({ excerpt, spans }: Marked) {
  // The server counts characters, not the halves of which JavaScript makes some of them.
  const characters = Array.from(excerpt);
  const first = spans[0]?.[0] ?? 0;
  const latest = Math.max(0, characters.length - MOST_CHARACTERS);
  const start = Math.min(Math.max(0, first - CONTEXT), latest);
  const end = Math.min(characters.length, start + MOST_CHARACTERS);
  const matched = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  return (
    <>
      <pre className="rounded-sm border border-border bg-sunken px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
        {start > 0 && '…'}
        {piecesOf(spans, start, end).map(({ from, to, isMatch }) => {
          const text = characters.slice(from, to).join('');
          return isMatch ? (
            <mark
              key={from}
              className="border-b-2 border-warn-solid bg-warn-soft font-semibold text-ink"
            >
              {text}
            </mark>
          ) : (
            <span key={from}>{text}</span>
          );
        })}
        {end < characters.length && '…'}
      </pre>
      <p className="text-xs text-ink-3">
        Marked: the {matched} of {characters.length} characters that the detector matched.
      </p>
    </>
  );
}

type Piece = { from: number; to: number; isMatch: boolean };

/** The characters from `start` to `end`, cut where a match begins or ends. */
function piecesOf(spans: [number, number][], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const [spanFrom, spanTo] of spans) {
    const from = Math.max(at, spanFrom);
    const to = Math.min(end, spanTo);
    if (from >= to) continue;
    if (at < from) pieces.push({ from: at, to: from, isMatch: false });
    pieces.push({ from, to, isMatch: true });
    at = to;
  }
  if (at < end) pieces.push({ from: at, to: end, isMatch: false });
  return pieces;
}

/** One match from `start` to `end`, as our detectors say it; a host's own may have several spans. */
function markedOf({ excerpt, ...marks }: Record<string, unknown>): Marked | undefined {
  const spans = marks.spans ?? [[marks.start, marks.end]];
  if (typeof excerpt !== 'string' || !Array.isArray(spans) || !spans.every(isSpan))
    return undefined;
  return { excerpt, spans: spans.toSorted(([a], [b]) => a - b) };
}

function isSpan(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
