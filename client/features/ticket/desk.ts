import { createContext } from 'svelte';
import type { TicketDesk } from '../../state/ticketDesk.svelte.ts';

/** The ticket that is open here; a getter, because one page can go from ticket to ticket. */
export const [getDesk, setDesk] = createContext<() => TicketDesk>();
