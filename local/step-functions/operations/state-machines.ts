import { NAME, roleArn, stateMachineArn } from "../../common/names.ts";
import { type Fields, findExecution, findStateMachine } from "../requests.ts";
import type { StateMachine, StepFunctionsService } from "../service.ts";

export function listStateMachines({ createdAt, machines }: StepFunctionsService) {
  return {
    stateMachines: machines.map(({ name }) => ({
      stateMachineArn: stateMachineArn(name),
      name,
      type: "STANDARD",
      creationDate: createdAt / 1000,
    })),
  };
}

export function describeStateMachine(service: StepFunctionsService, fields: Fields) {
  const machine = findStateMachine(service, fields);
  return {
    ...aboutOf(machine),
    status: "ACTIVE",
    type: "STANDARD",
    creationDate: service.createdAt / 1000,
  };
}

/** There is one version of each state machine: that of now. */
export function describeStateMachineForExecution(service: StepFunctionsService, fields: Fields) {
  const { group } = findExecution(service, fields);
  const [name, label] = group.name.split("/");
  const machine = service.machines.find((each) => each.name === name)!;
  return {
    ...aboutOf(machine),
    updateDate: service.createdAt / 1000,
    ...(label !== undefined && { label, stateMachineArn: stateMachineArn(group.name) }),
  };
}

/** Nothing has tags here. */
export const listTagsForResource = () => ({ tags: [] });

const aboutOf = ({ name, text }: StateMachine) => ({
  stateMachineArn: stateMachineArn(name),
  name,
  definition: text,
  roleArn: roleArn(name === NAME ? "state-machine" : name.slice(NAME.length + 1)),
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
});
