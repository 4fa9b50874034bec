import { spawnSync } from "node:child_process";

export interface Peer {
  name: string;
  /** The command that brings the bucket to a folder. */
  command(endpoint: string, folder: string): string[];
}

const rclone =
  (...options: string[]) =>
  (endpoint: string, folder: string) => [
    ...["rclone", "sync", ":s3:lookalike", folder, "--config", "/dev/null", "--s3-provider", "Other"],
    ...["--s3-endpoint", endpoint, "--s3-region", "eu-west-1", "--s3-force-path-style"],
    ...["--s3-access-key-id", "local", "--s3-secret-access-key", "local", ...options],
  ];

const ALL: Peer[] = [
  {
    name: "aws s3 sync",
    command: (endpoint, folder) => [
      ...["aws", "s3", "sync", "s3://lookalike", folder, "--endpoint-url", endpoint],
      ...["--region", "eu-west-1", "--only-show-errors"],
    ],
  },
  { name: "rclone sync", command: rclone() },
  {
    name: "rclone sync, 64 at a time",
    command: rclone("--transfers", "64", "--checkers", "64", "--fast-list"),
  },
];

/** The peers that are on this computer; the others are named. */
export function findPeers(): { peers: Peer[]; missing: string[] } {
  const isThere = ({ command }: Peer) => {
    const program = command("", "")[0]!;
    return !spawnSync(program, [program === "aws" ? "--version" : "version"]).error;
  };
  return {
    peers: ALL.filter(isThere),
    missing: ALL.filter((peer) => !isThere(peer)).map(({ name }) => name),
  };
}

/** Credentials that the endpoint does not check, and no proxy or certificate settings of this computer. */
export function peerEnvironment(): NodeJS.ProcessEnv {
  const { AWS_CA_BUNDLE: _bundle, AWS_PROFILE: _profile, ...rest } = process.env;
  return {
    ...rest,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** Wall-clock seconds of a whole process. @throws Error when it fails */
export function timeProcess([program, ...args]: string[]): { seconds: number; stdout: string } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(program!, args, { encoding: "utf8", env: peerEnvironment() });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr.slice(0, 500)}`);
  return { seconds, stdout };
}
