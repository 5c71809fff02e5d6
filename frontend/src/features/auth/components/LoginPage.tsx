import { BrandMark } from '@/components/ui/BrandMark';
import { LoginForm } from '@/features/auth/components/LoginForm';
import { useDocumentTitle } from '@/hooks/use-document-title';

export function LoginPage() {
  useDocumentTitle('Sign in');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-90 gap-5 rounded-lg border border-border bg-panel p-6 shadow-1">
        <div className="flex items-center gap-2.25 text-md font-semibold">
          <BrandMark />
          AI observability
        </div>
        <h1 className="text-lg font-semibold">Sign in</h1>
        <LoginForm />
      </div>
    </main>
  );
}
