/** The Socket.IO rooms of this door. */
export function roomOfBoard(board: string): string {
  return `board:${board}`;
}

/** Where guests of a ticket listen. */
export function roomOfTicket(ticketId: string): string {
  return `ticket:${ticketId}`;
}
