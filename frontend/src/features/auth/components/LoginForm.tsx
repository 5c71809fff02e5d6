import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { Field, FieldError } from '@/components/ui/Field';
import { useLogin } from '@/features/auth/api/login';
import { asApiError } from '@/lib/api-error';

export function LoginForm() {
  const login = useLogin();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!login.isPending) login.mutate({ username, password });
  };

  return (
    <form className="grid gap-3.5" onSubmit={submit}>
      <Field
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {login.error && (
        <div role="alert">
          <FieldError message={asApiError(login.error).message} />
        </div>
      )}
      <Button
        type="submit"
        variant="primary"
        className="h-9 max-sm:h-11"
        aria-disabled={login.isPending}
      >
        {login.isPending ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
