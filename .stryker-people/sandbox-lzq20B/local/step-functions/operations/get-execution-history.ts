// @ts-nocheck
import { type Fields, findExecution, pageSize, readToken, writeToken } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

const DATA_FIELDS = ["input", "inputDetails", "output", "outputDetails"];

export async function getExecutionHistory(service: StepFunctionsService, fields: Fields) {
  const { group, execution } = findExecution(service, fields);
  const history = [...(await group.scheduler.historyOf(execution))];
  if (fields.reverseOrder === true) history.reverse();
  const start = readToken(fields) ?? 0;
  const end = start + pageSize(fields, 100);
  const page = history.slice(start, end);
  return {
    events: fields.includeExecutionData === false ? page.map(withoutData) : page,
    ...(end < history.length && { nextToken: writeToken(end) }),
  };
}

function withoutData(event: object): object {
  return JSON.parse(
    JSON.stringify(event, (key, value) => (DATA_FIELDS.includes(key) ? undefined : value)),
  ) as object;
}
