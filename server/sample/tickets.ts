import type { SampleTicket } from './ticket.ts';
import { accounts } from './tickets/accounts.ts';
import { api } from './tickets/api.ts';
import { apiAccess } from './tickets/apiAccess.ts';
import { billing } from './tickets/billing.ts';
import { deliverability } from './tickets/deliverability.ts';
import { email } from './tickets/email.ts';
import { imports } from './tickets/imports.ts';
import { payments } from './tickets/payments.ts';
import { registration } from './tickets/registration.ts';
import { registrationLimits } from './tickets/registrationLimits.ts';
import { reporting } from './tickets/reporting.ts';
import { signIn } from './tickets/signIn.ts';
import { webhookChecks } from './tickets/webhookChecks.ts';
import { webhookRetries } from './tickets/webhookRetries.ts';
import { webhooks } from './tickets/webhooks.ts';
import { workflows } from './tickets/workflows.ts';

/** Every ticket of the sample, by area. */
export const sampleTickets: readonly SampleTicket[] = [
  webhooks,
  webhookRetries,
  webhookChecks,
  api,
  apiAccess,
  billing,
  payments,
  registration,
  registrationLimits,
  deliverability,
  email,
  signIn,
  accounts,
  imports,
  reporting,
  workflows,
].flat();
