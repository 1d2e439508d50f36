import { adopt } from "./shared/styles";
import styles from "./styles/console/console.css";

adopt(styles);

export { openConsole } from "./elements/console";
