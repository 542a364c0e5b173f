import { createContext } from 'svelte';
import type { Anchor } from '../../ui/anchor.ts';
import type { PickRequest } from '../../ui/choice.ts';
import type { MenuItem } from '../../ui/menuItem.ts';
import type { BoardActions } from './boardActions.ts';
import type { BoardView } from './boardView.svelte.ts';
import type { KeyboardCarry } from './keyboardCarry.ts';

/** What every part of the board page is given. */
export interface BoardPageContext {
  readonly view: BoardView;
  readonly actions: BoardActions;
  readonly carry: KeyboardCarry;
  /** One picker and one menu serve all cards. */
  readonly pick: (anchor: Anchor, request: PickRequest) => void;
  readonly menu: (anchor: Anchor, items: readonly MenuItem[]) => void;
}

export const [getBoardPage, setBoardPage] = createContext<BoardPageContext>();
