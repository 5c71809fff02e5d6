import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { trackerAddress, trackerTarget } from '@/lib/base';

/** The one time that a key is shown, in the tag that a website needs. */
export function NewKey({ value, onDone }: { value: string; onDone: () => void }) {
  const target = trackerTarget();
  const to = target === undefined ? '' : ` data-api-url="${target}"`;
  const tag = `<script defer src="${trackerAddress()}" data-project="${value}"${to}></script>`;
  return (
    <div
      role="status"
      className="grid gap-2 border-y border-border bg-selected px-3.5 py-2.5 text-ink"
    >
      <p>
        <b className="font-semibold">This key is shown only now.</b> Put the tag into every page, or
        send events with the key as X-API-Key.
      </p>
      <ScrollBox label="Script tag" className="rounded-sm bg-panel px-2.5 py-2">
        <code className="font-mono text-xs whitespace-pre">{tag}</code>
      </ScrollBox>
      <div className="flex flex-wrap gap-2">
        <Copy label="Copy the tag" text={tag} />
        <Copy label="Copy the key" text={value} />
        <Button variant="ghost" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}

function Copy({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Button onClick={() => void copy()}>
      {copied && <Icon name="check" size={14} />}
      {copied ? 'Copied' : label}
    </Button>
  );
}
