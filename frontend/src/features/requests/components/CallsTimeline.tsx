import { Badge } from '@/components/ui/Badge';
import type { ModelCall, SingleRequest } from '@/features/requests/api/types';
import { cx } from '@/lib/cx';
import { formatDuration } from '@/lib/format/duration';
import { formatMoney } from '@/lib/format/money';
import { formatCount } from '@/lib/format/numbers';

/** The calls of a request, each with a bar for when it ran; striped until its first token. */
export function CallsTimeline({ request }: { request: SingleRequest }) {
  const whole = Math.max(
    request.latencyMs ?? 0,
    ...request.calls.map((call) => (call.offsetMs ?? 0) + (call.latencyMs ?? 0)),
  );
  return (
    <section aria-labelledby="calls-heading" className="grid gap-2">
      <h3 id="calls-heading" className="font-semibold">
        Model calls
      </h3>
      <ol className="grid gap-2.5">
        {request.calls.map((call) => (
          <li key={call.id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-x-2">
              <b className="font-medium">{call.model}</b>
              {call.provider && <span className="text-ink-3">{call.provider}</span>}
              {call.failed && <Badge tone="bad">{call.errorType || 'failed'}</Badge>}
              <span className="ml-auto">{formatDuration(call.latencyMs)}</span>
            </p>
            {call.offsetMs !== null && call.latencyMs !== null && whole > 0 && (
              <Bar call={call} start={call.offsetMs} length={call.latencyMs} whole={whole} />
            )}
            <p className="flex flex-wrap gap-x-3 text-xs text-ink-2">
              <span title={tokenParts(call)}>
                {formatCount(call.promptTokens)} in → {formatCount(call.completionTokens)} out
              </span>
              <span title={priceText(call)}>
                {call.costUsd === null ? 'unpriced' : formatMoney(call.costUsd)}
              </span>
              {call.timeToFirstTokenMs !== null && (
                <span>first token {formatDuration(call.timeToFirstTokenMs)}</span>
              )}
              {call.finishReason && <span>{call.finishReason}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

type BarProps = { call: ModelCall; start: number; length: number; whole: number };

function Bar({ call, start, length, whole }: BarProps) {
  const percent = (ms: number) => `${(ms / whole) * 100}%`;
  const waiting = Math.min(length, call.timeToFirstTokenMs ?? 0);
  return (
    <span aria-hidden="true" className="relative block h-2 rounded-xs bg-fill">
      <i
        className={cx(
          'absolute h-full min-w-0.5 rounded-xs',
          call.failed ? 'bg-bad-solid' : 'bg-chart-ok',
        )}
        style={{ left: percent(start), width: percent(length) }}
      />
      {waiting > 0 && (
        <i
          className="stripes absolute h-full rounded-xs"
          style={{ left: percent(start), width: percent(waiting) }}
        />
      )}
    </span>
  );
}

function tokenParts({ cachedTokens, reasoningTokens }: ModelCall): string {
  const cached = cachedTokens === null ? 'not reported' : formatCount(cachedTokens);
  const reasoning = reasoningTokens === null ? 'not reported' : formatCount(reasoningTokens);
  return `Cached input: ${cached}. Reasoning: ${reasoning}.`;
}

function priceText({ costUsd, costSource, priceId }: ModelCall): string {
  if (costUsd === null) return 'Nobody has a price for this model';
  return costSource === 'reported' ? 'Reported by the caller' : `Price list: ${priceId}`;
}
