import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { useCreateProject } from '@/features/events/api/projects';
import { asApiError } from '@/lib/api-error';

/** Begins a project. */
export function NewProjectForm({ onMade }: { onMade: (id: string) => void }) {
  const create = useCreateProject();
  const [name, setName] = useState('');
  const error = create.error ? asApiError(create.error) : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate({ name }, { onSuccess: ({ id }) => onMade(id) });
  };

  return (
    <form className="flex items-end gap-2" onSubmit={submit}>
      <Field
        label="Name of the website"
        className="min-w-0 flex-1 text-left"
        required
        maxLength={100}
        value={name}
        error={error && (error.details.name?.[0] ?? error.message)}
        onChange={(event) => setName(event.target.value)}
      />
      <Button
        type="submit"
        variant="primary"
        className="h-9 max-sm:h-11"
        aria-disabled={create.isPending}
      >
        Create
      </Button>
    </form>
  );
}
