import { adopt } from "./shared/styles";
import styles from "./styles/console/console.css";
import response from "./styles/console/response.css";

adopt(styles + response);

export { openConsole } from "./elements/console";
