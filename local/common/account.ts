/** The one region that this server stands for. */
export const REGION = "eu-west-1";

/** The one account, as owner of everything. */
export const ACCOUNT = "000000000000";
