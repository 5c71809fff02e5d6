import { useState } from 'react';
import { Providers } from '@/app/Providers';
import { createQueryClient } from '@/app/query-client';
import { Router } from '@/app/Router';

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <Providers client={client}>
      <Router />
    </Providers>
  );
}
