import { formatMoney, formatMoneyExact, formatMoneyTight } from '@/lib/format/money';
import { formatCount, formatCountExact } from '@/lib/format/numbers';

/** A count; one that is shortened tells its every digit on hover. */
export function Count({ value }: { value: number | null }) {
  return <Shortened text={formatCount(value)} exact={formatCountExact(value)} />;
}

/** An amount in US dollars; `tight` for narrow places. */
export function Money({ value, tight = false }: { value: number | null; tight?: boolean }) {
  const text = tight ? formatMoneyTight(value) : formatMoney(value);
  return <Shortened text={text} exact={formatMoneyExact(value)} />;
}

function Shortened({ text, exact }: { text: string; exact: string }) {
  return text === exact ? text : <span title={exact}>{text}</span>;
}
