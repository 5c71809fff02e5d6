import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Verdict } from '@/features/threats/api/triage';
import type { ThreatRow } from '@/features/threats/api/types';
import { useVerdicts, type Judged } from '@/features/threats/components/use-verdicts';
import { useShortcuts } from '@/hooks/use-shortcuts';

type DeskProps = {
  rows: ThreatRow[];
  openId: string | undefined;
  /** The finding in the drawer, once it is there; it need not be in the list. */
  opened: Judged | undefined;
  search: URLSearchParams;
};

export type Desk = ReturnType<typeof useDesk>;

/** What is at hand: the current row, those that are selected, the note, and the keys for them. */
export function useDesk({ rows, openId, opened, search }: DeskProps) {
  const navigate = useNavigate();
  const { judge, outcome, dismiss } = useVerdicts();
  const [current, setCurrent] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState({ about: '', text: '' });
  const [helping, setHelping] = useState(false);

  const chosen = rows.filter(({ id }) => selected.has(id));
  const at = openId ?? current;
  const noteAbout = (about: string) => (draft.about === about ? draft.text : '');

  useFocusOnReturn(openId);
  const goOn = useEffectEvent(() => {
    if (at !== undefined && document.activeElement === document.body) focusRow(at);
  });
  // The bar with the button that was pressed is gone: the focus goes on from the current row.
  const idle = chosen.length === 0;
  useEffect(() => {
    if (idle) goOn();
  }, [idle]);

  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    x: (event) => toggle(rowOf(event) ?? at),
    r: (event) => judgeAtHand(event, 'resolved'),
    f: (event) => judgeAtHand(event, 'false_positive'),
    enter: (event) => {
      const id = rowOf(event) ?? at;
      if (event.target instanceof Element && event.target.closest('a, button')) return;
      if (id !== undefined) goTo(id);
    },
    '?': () => setHelping(!helping),
  });

  return {
    at,
    chosen,
    helping,
    outcome,
    dismiss,
    toggle,
    move,
    neighbour,
    noteAbout,
    setHelping,
    setCurrent,
    isSelected: (id: string) => selected.has(id),
    toggleAll: () => setSelected(new Set(chosen.length < rows.length ? rows.map(idOf) : [])),
    clear: () => setSelected(new Set()),
    setNote: (about: string, text: string) => setDraft({ about, text }),
    judgeSelected: (verdict: Verdict) => void judgeSelected(verdict),
    judgeOne: (one: Judged, verdict: Verdict) => void judgeOne(one, verdict),
  };

  /** The row after or before the current one; the first where none of the list is current. */
  function neighbour(step: 1 | -1): ThreatRow | undefined {
    const place = rows.findIndex(({ id }) => id === at);
    return rows[place < 0 ? 0 : place + step];
  }

  function move(step: 1 | -1) {
    const next = neighbour(step);
    if (!next) return;
    if (openId === undefined) focusRow(next.id);
    else goTo(next.id);
  }

  function goTo(id: string) {
    setCurrent(id);
    void navigate({ pathname: `/threats/${id}`, search: `?${search}` });
  }

  function toggle(id: string | undefined) {
    if (id === undefined || !rows.some((row) => row.id === id)) return;
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  }

  function judgeAtHand(event: KeyboardEvent, verdict: Verdict) {
    if (event.repeat) return;
    if (chosen.length > 0) return void judgeSelected(verdict);
    const id = rowOf(event) ?? at;
    const one = id === opened?.id ? opened : rows.find((row) => row.id === id);
    if (one) void judgeOne(one, verdict);
  }

  async function judgeSelected(verdict: Verdict) {
    if (await judge(chosen, verdict, noteAbout(SELECTED))) {
      setSelected(new Set());
      forget(SELECTED);
    }
  }

  async function judgeOne(one: Judged, verdict: Verdict) {
    if (await judge([one], verdict, noteAbout(one.id))) forget(one.id);
  }

  function forget(about: string) {
    setDraft((now) => (now.about === about ? { about: '', text: '' } : now));
  }
}

/** What the note of all that is selected is about. */
export const SELECTED = 'selected';

/** Where a row's link is in the page. */
export const linkId = (id: string) => `threat-${id}`;

const idOf = ({ id }: ThreatRow) => id;

/** The row that a key was pressed in. */
function rowOf({ target }: KeyboardEvent): string | undefined {
  const row = target instanceof Element && target.closest<HTMLElement>('[data-threat]');
  return row ? row.dataset.threat : undefined;
}

function focusRow(id: string): void {
  document.getElementById(linkId(id))?.focus();
}

/** Keeps the open row in sight, and gives it the focus when its drawer closes. */
function useFocusOnReturn(openId: string | undefined): void {
  const before = useRef(openId);
  useEffect(() => {
    if (openId !== undefined) {
      document.getElementById(linkId(openId))?.scrollIntoView({ block: 'nearest' });
    } else if (before.current !== undefined) {
      focusRow(before.current);
    }
    before.current = openId;
  }, [openId]);
}
