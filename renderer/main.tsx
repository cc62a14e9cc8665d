import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App.tsx';
import { createApp } from './create-app.ts';
import { AppContext } from './app-context.ts';
import './ui/tokens.css';

// Zod would try to compile its parsers with `new Function`, which the content security policy forbids.
z.config({ jitless: true });

const app = createApp();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AppContext value={app}>
      <App />
    </AppContext>
  </StrictMode>,
);
app.lock.watchIdle(window);
void app.commands.start();
void app.lock.refresh().catch(() => {}); // a host that is gone is told by what is asked next
void app.archive.start();
