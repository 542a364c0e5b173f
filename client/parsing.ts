import { config } from 'zod';

// The page may not make code out of text, and asking whether it may is itself reported. Before the first schema is made.
config({ jitless: true });
