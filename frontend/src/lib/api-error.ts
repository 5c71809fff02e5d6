import type { ErrorResponse } from '@/types/types.gen';

type ErrorDetails = ErrorResponse['error']['details'];

/** Every way a call to the server can fail. `status` is 0 when no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }

  /** Worth another try: the network, a timeout or the server's own trouble. */
  get isTransient(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  get isUnauthorized(): boolean {
    return this.status === 401;
  }
}

export function unreachable(): ApiError {
  return new ApiError(0, 'NETWORK_ERROR', 'The server cannot be reached.');
}

/** Reads the server's error body; anything else than that body is told by its status alone. */
export async function errorFrom(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorResponse(body)) {
    const { code, message, details } = body.error;
    return new ApiError(response.status, code, message, details);
  }
  return new ApiError(
    response.status,
    `HTTP_${response.status}`,
    `The server answered with status ${response.status}.`,
  );
}

/** What to tell the reader about a failure of any kind. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError(0, 'CLIENT_ERROR', 'The page could not read the answer.');
}

function isErrorResponse(body: unknown): body is ErrorResponse {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}
