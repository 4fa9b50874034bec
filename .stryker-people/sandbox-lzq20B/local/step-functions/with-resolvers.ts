/** aws-local-stepfunctions is written for Node 22, which has `Promise.withResolvers`; Node 20 has not. */
// @ts-nocheck

interface WithResolvers {
  withResolvers?: () => unknown;
}

const promise = Promise as WithResolvers;
promise.withResolvers ??= () => {
  let resolve: unknown;
  let reject: unknown;
  const promise = new Promise((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
};
