import '@/styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { isEmbedded, startEmbedding } from '@/lib/embedding';
import { startTheme } from '@/lib/theme';

if (isEmbedded()) startEmbedding();
else startTheme();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
