import { NAME, roleArn, stateMachineArn } from "../../names.ts";
import { checkStateMachine, type Fields } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

/** There is one. */
export function listStateMachines({ createdAt }: StepFunctionsService) {
  return {
    stateMachines: [
      { stateMachineArn: stateMachineArn(), name: NAME, type: "STANDARD", creationDate: createdAt / 1000 },
    ],
  };
}

export function describeStateMachine({ createdAt, definition }: StepFunctionsService, fields: Fields) {
  checkStateMachine(fields);
  return {
    stateMachineArn: stateMachineArn(),
    name: NAME,
    status: "ACTIVE",
    definition: definition.text,
    roleArn: roleArn("state-machine"),
    type: "STANDARD",
    creationDate: createdAt / 1000,
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  };
}
