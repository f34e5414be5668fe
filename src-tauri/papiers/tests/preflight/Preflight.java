import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/**
 * Checks that each file named on the command line is a valid PDF/A-1b, with Apache PDFBox Preflight
 * (Debian: libpdfbox2-java). One line per file: "valid NAME", or "invalid NAME CODE: reason; ...".
 */
public class Preflight {
    public static void main(String[] names) throws Exception {
        int invalid = 0;
        for (String name : names) {
            ValidationResult result;
            PreflightParser parser = new PreflightParser(new File(name));
            try {
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (SyntaxValidationException e) {
                result = e.getResult();
            }
            StringBuilder line = new StringBuilder(result.isValid() ? "valid " : "invalid ");
            line.append(name);
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                line.append(' ').append(error.getErrorCode()).append(": ");
                line.append(error.getDetails()).append(';');
            }
            System.out.println(line);
            invalid += result.isValid() ? 0 : 1;
        }
        System.exit(invalid == 0 ? 0 : 1);
    }
}
