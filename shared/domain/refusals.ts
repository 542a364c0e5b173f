/** Every no a person can act on: its HTTP status, whether trying again can help, and what to do. Codes are stable. */
export const refusals = {
  invalidInput: { status: 400, retryable: false, message: 'The request is not valid.' },
  protocolMismatch: {
    status: 400,
    retryable: false,
    message: 'This page is older than the server. Reload it.',
  },
  signInNeeded: { status: 401, retryable: false, message: 'Sign in first.' },
  signInFailed: {
    status: 401,
    retryable: false,
    message: 'This e-mail address and password do not go together.',
  },
  signatureNotGood: {
    status: 401,
    retryable: false,
    message: 'The signature does not match what was sent, or its time is too far from now.',
  },
  passwordNotAccepted: {
    status: 400,
    retryable: false,
    message: 'Choose another password.',
  },
  firstAdminNeedsLink: {
    status: 403,
    retryable: false,
    message: 'The first account is made with the one-time link that the server printed when it started.',
  },
  egressDenied: {
    status: 403,
    retryable: false,
    message: 'The server may not send anything to this address.',
  },
  notAllowed: { status: 403, retryable: false, message: 'You may not do this.' },
  originNotAllowed: {
    status: 403,
    retryable: false,
    message: 'Requests from this site are not accepted. Set PUBLIC_URL to the address people use.',
  },
  notFound: { status: 404, retryable: false, message: 'There is nothing here.' },
  boardNotFound: { status: 404, retryable: false, message: 'There is no such board.' },
  ticketNotFound: { status: 404, retryable: false, message: 'There is no such ticket.' },
  personNotFound: { status: 404, retryable: false, message: 'There is no such person.' },
  sessionNotFound: { status: 404, retryable: false, message: 'There is no such session.' },
  customerNotFound: { status: 404, retryable: false, message: 'There is no such customer.' },
  tokenNotFound: { status: 404, retryable: false, message: 'There is no such token.' },
  webhookNotFound: { status: 404, retryable: false, message: 'There is no such webhook.' },
  versionNotFound: { status: 404, retryable: false, message: 'There is no such version any more.' },
  deliveryNotFound: { status: 404, retryable: false, message: 'There is no such delivery.' },
  linkNotGood: {
    status: 404,
    retryable: false,
    message: 'This link was used already, has run out or was withdrawn. Ask for a new one.',
  },
  columnNotFound: {
    status: 409,
    retryable: false,
    message: 'That column is gone. Choose another one.',
  },
  boardExists: {
    status: 409,
    retryable: false,
    message: 'A board with this name exists. Choose another name.',
  },
  firstAdminExists: {
    status: 409,
    retryable: false,
    message: 'There is an admin already. Sign in, or ask to be invited.',
  },
  emailTaken: { status: 409, retryable: false, message: 'Somebody else has this e-mail address already.' },
  lastAdmin: {
    status: 409,
    retryable: false,
    message: 'Somebody has to be able to manage people. Let another person do so first.',
  },
  customerExists: { status: 409, retryable: false, message: 'There is a customer with this name already.' },
  notTagged: { status: 409, retryable: false, message: 'That person is not tagged on this ticket.' },
  evidenceMissing: {
    status: 409,
    retryable: false,
    message:
      'The charter asks for more evidence before this tag. Add what is missing, or say that the customer is blocked.',
  },
  tagNotOpen: { status: 409, retryable: false, message: 'This tag is not yours to answer any more.' },
  tagTaken: { status: 409, retryable: false, message: 'Somebody else has taken it.' },
  tagOver: { status: 409, retryable: false, message: 'It is not asked any more.' },
  tagAnswered: { status: 409, retryable: false, message: 'You have answered this tag already. Return it instead.' },
  tagNotAccepted: { status: 409, retryable: false, message: 'Accept the tag first.' },
  noHandRaised: { status: 409, retryable: false, message: 'Nobody is asking for help on this ticket any more.' },
  ownHand: {
    status: 409,
    retryable: false,
    message: 'You asked for this help yourself: somebody else has to offer it.',
  },
  noPlay: { status: 409, retryable: false, message: 'No play is on for this ticket.' },
  playRunning: {
    status: 409,
    retryable: false,
    message: 'Another play is on for this ticket. End it first.',
  },
  playOff: {
    status: 409,
    retryable: false,
    message: 'This play is switched off. Whoever arranges the work can switch it on.',
  },
  noTurnThen: { status: 409, retryable: false, message: 'That person is not on this rota then.' },
  notSuspectedBug: { status: 409, retryable: false, message: 'This ticket is not in the shadow queue any more.' },
  tooManyPins: {
    status: 409,
    retryable: false,
    message: 'So many moments of this ticket are pinned that none stands out. Unpin one first.',
  },
  tooManyViews: {
    status: 409,
    retryable: false,
    message: 'This board has as many saved views as it can have. Remove one first.',
  },
  notTheVoice: {
    status: 409,
    retryable: false,
    message: 'Only the owner speaks to the customer. Take the ticket first, or leave an internal note.',
  },
  charterChanged: {
    status: 409,
    retryable: false,
    message: 'Somebody published another charter meanwhile. Look at what they changed.',
  },
  rotaNotFound: { status: 404, retryable: false, message: 'There is no such rota.' },
  triageRuleNotFound: { status: 404, retryable: false, message: 'There is no such rule.' },
  mailNotSetUp: {
    status: 409,
    retryable: false,
    message: 'This server sends no e-mail yet. Whoever runs it has to set SMTP_URL.',
  },
  columnNotEmpty: {
    status: 409,
    retryable: false,
    message: 'The column still holds tickets. Say where they go.',
  },
  lastColumn: { status: 409, retryable: false, message: 'A board needs at least one column.' },
  staleVersion: {
    status: 409,
    retryable: false,
    message: 'The ticket changed in the meantime. Look at it and decide again.',
  },
  ticketOnItsWay: {
    status: 409,
    retryable: true,
    message: 'This new ticket has not reached the server yet. Try again once it has its number.',
  },
  deliveryDiffers: {
    status: 409,
    retryable: false,
    message: 'Another delivery came with this id before. Send it under an id of its own.',
  },
  notInSwarm: { status: 409, retryable: false, message: 'That person is not in the swarm.' },
  fileTooLarge: { status: 413, retryable: false, message: 'The file is too large.' },
  bodyTooLarge: { status: 413, retryable: false, message: 'The request is too large.' },
  unsupportedFile: {
    status: 415,
    retryable: false,
    message: 'The file is not what it says it is, or of a kind that is not accepted.',
  },
  checkpointNotMet: {
    status: 422,
    retryable: false,
    message: 'A log is not what it was when the checkpoint was made.',
  },
  importRefused: {
    status: 422,
    retryable: false,
    message: 'The file cannot be imported as it is.',
  },
  tooManyRequests: { status: 429, retryable: true, message: 'Too many requests. Wait a moment.' },
  providerUnavailable: {
    status: 502,
    retryable: true,
    message: 'The sign-in provider did not answer as it should. Try again.',
  },
  internal: {
    status: 500,
    retryable: true,
    message: 'Something went wrong on the server. It has been logged.',
  },
  webhookPaused: {
    status: 503,
    retryable: true,
    message: 'This webhook is paused: nothing was taken in. Send it again later.',
  },
  storeUnavailable: {
    status: 503,
    retryable: true,
    message: 'The store cannot be reached. Try again shortly: nothing happens twice.',
  },
  storeFull: {
    status: 507,
    retryable: true,
    message: 'The disk is full. Nothing was changed; free some space and try again.',
  },
} as const satisfies Record<string, { status: number; retryable: boolean; message: string }>;

export type RefusalCode = keyof typeof refusals;

/** What every door answers with; see DESIGN of the API in the README. */
export interface RefusalBody {
  readonly code: RefusalCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: unknown;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: unknown;

  constructor(code: RefusalCode, details?: unknown) {
    super(refusals[code].message);
    this.code = code;
    this.details = details;
  }

  toBody(): RefusalBody {
    const body = { code: this.code, message: this.message, retryable: refusals[this.code].retryable };
    return this.details === undefined ? body : { ...body, details: this.details };
  }
}
