import { z } from 'zod';

export const boardIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const ticketIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}-[1-9][0-9]{0,8}$/);
export const commandIdSchema = z.string().regex(/^[A-Za-z0-9_:.-]{8,128}$/);
export const idSchema = z.string().min(1).max(128);
/** One line of text. */
export const lineSchema = z.string().trim().min(1).max(200);
/** An instant, as `2026-01-31T09:00:00.000Z`. */
export const instantSchema = z.iso.datetime();
