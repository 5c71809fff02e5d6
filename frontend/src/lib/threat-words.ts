import { formatCount } from '@/lib/format/numbers';

const ACRONYMS = new Set([
  'api',
  'csrf',
  'dos',
  'idor',
  'ip',
  'jwt',
  'lfi',
  'pii',
  'rce',
  'rfi',
  'sql',
  'ssrf',
  'ssti',
  'xss',
  'xxe',
]);

/** sql_injection as SQL injection. Hosts file kinds of their own, so any slug must do. */
export function threatWords(slug: string): string {
  const words = slug.split(/[_\-\s]+/).filter(Boolean);
  const named = words.map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const text = named.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 2 critical threats open */
export function criticalWords(open: number): string {
  return `${formatCount(open)} ${open === 1 ? 'critical threat' : 'critical threats'} open`;
}
