/** Resolves when whoever heard `tooManyRequests` may ask again. */
export async function retryTime(body: unknown): Promise<void> {
  const { details } = (body as { error: { details: { retryAfterSeconds: number } } }).error;
  await new Promise((resolve) => setTimeout(resolve, details.retryAfterSeconds * 1000));
}
