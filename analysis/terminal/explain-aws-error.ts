/** What can be wrong between a command and AWS, none of it the photo's doing. */
type Trouble =
  | "missing"
  | "expired"
  | "unknown"
  | "clock"
  | "denied"
  | "absent"
  | "elsewhere"
  | "unreachable"
  | "busy"
  | "fault";

interface AwsError extends Error {
  code?: string;
  /** Of network errors: whom it was sent to. */
  hostname?: string;
  address?: string;
  port?: number;
  /** Of AWS's own answers. */
  $fault?: string;
  $metadata?: { httpStatusCode?: number };
}

/** By the name of the SDK's error, or the system's code. */
const TROUBLES: Record<string, Trouble> = {
  CredentialsProviderError: "missing",
  TokenProviderError: "missing",
  MissingAuthenticationToken: "missing",
  MissingAuthenticationTokenException: "missing",
  ExpiredToken: "expired",
  ExpiredTokenException: "expired",
  TokenRefreshRequired: "expired",
  InvalidAccessKeyId: "unknown",
  InvalidClientTokenId: "unknown",
  InvalidSignatureException: "unknown",
  InvalidToken: "unknown",
  SignatureDoesNotMatch: "unknown",
  UnrecognizedClientException: "unknown",
  RequestExpired: "clock",
  RequestTimeTooSkewed: "clock",
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  AllAccessDisabled: "denied",
  NoSuchBucket: "absent",
  ResourceNotFoundException: "absent",
  StateMachineDoesNotExist: "absent",
  AuthorizationHeaderMalformed: "elsewhere",
  IllegalLocationConstraintException: "elsewhere",
  PermanentRedirect: "elsewhere",
  TemporaryRedirect: "elsewhere",
  EAI_AGAIN: "unreachable",
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unreachable",
  EPIPE: "unreachable",
  ETIMEDOUT: "unreachable",
  TimeoutError: "unreachable",
  LimitExceededException: "busy",
  ProvisionedThroughputExceededException: "busy",
  RequestLimitExceeded: "busy",
  SlowDown: "busy",
  Throttling: "busy",
  ThrottlingException: "busy",
  TooManyRequestsException: "busy",
  RequestTimeout: "fault",
};

/** An answer to HEAD has no body, hence no name: only its status tells. */
const BY_STATUS: Record<number, Trouble> = {
  301: "elsewhere",
  307: "elsewhere",
  401: "denied",
  403: "denied",
};

const SENTENCES: Record<Trouble, (error: AwsError) => string> = {
  missing: ({ message }) =>
    `No AWS credentials (${message}). Log in (aws sso login, or aws configure) or set AWS_PROFILE; --target local needs none.`,
  expired: (error) =>
    `The AWS credentials have expired (${named(error)}). Log in again (aws sso login, or new keys), then run this again.`,
  unknown: (error) =>
    `AWS does not accept these credentials (${named(error)}). Check AWS_PROFILE and the access keys, or log in again (aws sso login).`,
  clock: (error) =>
    `This computer's clock differs from AWS's (${named(error)}). Set the clock, then run this again.`,
  denied: (error) =>
    `AWS denied access (${named(error)}). Use credentials of the account in which Lookalike is deployed that may do this (AWS_PROFILE).`,
  absent: (error) =>
    `What Lookalike deploys does not exist in this account and region (${named(error)}). Use the account in which Lookalike is deployed (AWS_PROFILE), or deploy: npm run deploy`,
  elsewhere: (error) =>
    `The bucket is in another region than the request (${named(error)}). Use the region in which Lookalike is deployed, or deploy again: npm run deploy`,
  unreachable: ({ code, name, hostname, address, port }) =>
    `Cannot reach ${hostname ?? (address === undefined ? "AWS" : `${address}:${port}`)} (${code ?? name}). Check the network connection, and AWS_ENDPOINT_URL if it is set, then run this again.`,
  busy: (error) =>
    `AWS asks to slow down (${named(error)}). What is done stays done; run this again in a few minutes.`,
  fault: (error) =>
    `AWS has a fault at the moment (${named(error)}). What is done stays done; run this again in a few minutes.`,
};

/** Concerns every request, so that the next photo would meet the same. */
const GENERAL: Record<Trouble, boolean> = {
  missing: true,
  expired: true,
  unknown: true,
  clock: true,
  absent: true,
  elsewhere: true,
  unreachable: true,
  denied: false,
  busy: false,
  fault: false,
};

/** What is wrong and what to do, in a sentence or two; undefined for what is no trouble of this kind. */
export function explainAwsError(error: Error): string | undefined {
  const trouble = troubleOf(error);
  return trouble && SENTENCES[trouble](error);
}

/** Whether every other request would fail like this one: without credentials, rights aside, or without a network. */
export function concernsEveryRequest(error: Error): boolean {
  const trouble = troubleOf(error);
  return trouble !== undefined && GENERAL[trouble];
}

function troubleOf(error: AwsError): Trouble | undefined {
  const { name, code, $fault, $metadata } = error;
  const isAnswer = $fault !== undefined;
  const isNetwork = "syscall" in error || $metadata !== undefined;
  const isProvider = name === "CredentialsProviderError" || name === "TokenProviderError";
  if (!isAnswer && !isNetwork && !isProvider) return undefined;
  const status = $metadata?.httpStatusCode ?? 0;
  const known = (isNetwork && !isAnswer ? TROUBLES[code ?? name] : undefined) ?? TROUBLES[name];
  return known ?? BY_STATUS[status] ?? (status >= 500 ? "fault" : undefined);
}

/** The error's name, and AWS's words where it has some. */
function named({ name, message, $metadata }: AwsError): string {
  const isNameless = name === "Unknown" || name === "UnknownError";
  return isNameless ? `HTTP status ${$metadata?.httpStatusCode}` : `${name}: ${message.replace(/\.$/, "")}`;
}
