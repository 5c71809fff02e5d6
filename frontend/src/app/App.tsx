import { useState } from 'react';
import { Providers } from '@/app/Providers';
import { createQueryClient } from '@/app/query-client';
import { EmbeddedRouter } from '@/app/EmbeddedRouter';
import { Router } from '@/app/Router';
import { embeddedPath } from '@/lib/embedding';

export function App() {
  const [client] = useState(createQueryClient);
  const embedded = embeddedPath();
  return (
    <Providers client={client}>
      {embedded === undefined ? <Router /> : <EmbeddedRouter path={embedded} />}
    </Providers>
  );
}
