/** Rows in the order of a column, falling with a minus; what is unknown comes last either way. */
export function sorted<Row extends Record<string, string | number | null>>(
  rows: Row[],
  sort: string,
): Row[] {
  const falls = sort.startsWith('-');
  const name = falls ? sort.slice(1) : sort;
  const valueOf = (row: Row) => row[name] ?? null;
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order =
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return falls ? -order : order;
  });
}
