import type { CustomersImportReply } from '../../shared/protocol/customers.ts';
import { request, sentenceFor } from '../connection/http.ts';

const largestBytes = 20 * 1024 * 1024;

/** A list of customers on its way in: first what it would do, then doing it. */
export class CustomerImport {
  #file = $state.raw<File>();
  #preview = $state.raw<CustomersImportReply>();
  #done = $state.raw<CustomersImportReply>();
  #problem = $state<string>();
  #isBusy = $state(false);

  get file(): File | undefined {
    return this.#file;
  }

  /** What the import would do. */
  get preview(): CustomersImportReply | undefined {
    return this.#preview;
  }

  /** What it did. */
  get done(): CustomersImportReply | undefined {
    return this.#done;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Looks what is in a file; nothing is changed. */
  async take(file: File): Promise<void> {
    [this.#file, this.#preview, this.#done, this.#problem] = [file, undefined, undefined, undefined];
    if (file.size > largestBytes) this.#problem = 'The file is larger than 20 MB. Split it into several.';
    else this.#preview = await this.#send(file, true);
  }

  async apply(): Promise<void> {
    if (this.#file) this.#done = await this.#send(this.#file, false);
  }

  async #send(file: File, isDry: boolean): Promise<CustomersImportReply | undefined> {
    this.#isBusy = true;
    this.#problem = undefined;
    try {
      const path = `/api/v1/customers/import?dryRun=${isDry ? '1' : '0'}`;
      return await request<CustomersImportReply>(path, { method: 'POST', body: file });
    } catch (reason) {
      this.#problem = sentenceFor(reason);
      return undefined;
    } finally {
      this.#isBusy = false;
    }
  }
}
