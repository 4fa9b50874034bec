/**
 * What bucket, table, collection and state machine of the local AWS are called. A photo's record with this bucket was
 * written on this computer: bucket names are unique in all of AWS, and a deployment's is made up by CloudFormation.
 */
// @ts-nocheck

export const LOCAL_NAME = "lookalike";
