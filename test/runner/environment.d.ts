export default class NodeItself {
  teardown(): Promise<void>;
}
