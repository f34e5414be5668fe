package javax.activation;

import java.io.IOException;
import java.io.InputStream;

/** Stands in for a class that Java left out since version 11 and that Preflight 2 still asks for. */
public interface DataSource {
    InputStream getInputStream() throws IOException;

    String getName();
}
